// A page of yours. It knows no API key: for a token it asks your backend, which knows who is signed in.
const { companyId, accessToken, causeway } = await (await fetch('/token')).json();
const { CodatLink } = await import(`${causeway}/sdk/link.js`);
const { CodatConnections } = await import(`${causeway}/sdk/connections.js`);

const nonce = document.querySelector('script[nonce]').nonce;
const [modal, link, connections, news] = ['modal', 'link', 'connections', 'news'].map(id => document.getElementById(id));

function close() {
    modal.close();
    link.replaceChildren();
}

document.getElementById('open').addEventListener('click', () => {
    modal.showModal();
    new CodatLink({
        target: link,
        props: {
            companyId,
            accessToken,
            onConnection: connection => { news.textContent = `${connection.platformName} is connected.`; },
            onFinish: close,
            onClose: close,
            onError: error => console.error('Link', error),
            options: { nonce },
        },
    });
});
modal.addEventListener('cancel', () => link.replaceChildren());

document.getElementById('manage').addEventListener('click', () => {
    connections.replaceChildren();
    new CodatConnections({
        target: connections,
        props: {
            accessToken,
            onDisconnect: connection => { news.textContent = `${connection.platformName} is disconnected.`; },
            onReconnect: connection => { news.textContent = `${connection.platformName} is connected again.`; },
            onError: error => console.error('Connections', error),
            options: { nonce },
        },
    });
});
