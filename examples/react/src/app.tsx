// A page of yours in React. It knows no API key: for a token it asks your backend, which knows who is signed in.
import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { CodatLinkProps } from '@codat/sdk-link-types';

type Session = { companyId: string; accessToken: string; causeway: string };
type Options = CodatLinkProps['options'] & { nonce?: string };

/** Link, as a component. Its properties are read once, when it is shown. */
function Link({ causeway, ...props }: CodatLinkProps & { causeway: string; options?: Options }) {
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const target = place.current;
        if (!target || target.children.length > 0) return;
        import(/* webpackIgnore: true */ `${causeway}/sdk/link.js`)
            .then(({ CodatLink }) => target.children.length === 0 && new CodatLink({ target, props }))
            .catch(error => props.onError({ message: String(error), userRecoverable: false }));
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, []);
    return <div className="link" ref={place} />;
}

function Page() {
    const [session, setSession] = useState<Session>();
    const [isOpen, setOpen] = useState(false);
    const [news, setNews] = useState('');
    const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;

    useEffect(() => {
        fetch('/token').then(response => response.json()).then(setSession, console.error);
    }, []);

    return (
        <main>
            <h1>Your loan application</h1>
            <p>To decide quickly, we need to see your books.</p>
            <button disabled={!session} onClick={() => setOpen(true)}>Connect your systems</button>
            <p role="status">{news}</p>
            {session && isOpen && (
                <div className="over">
                    <Link
                        causeway={session.causeway}
                        companyId={session.companyId}
                        accessToken={session.accessToken}
                        onConnection={connection => setNews(`${connection.platformName} is connected.`)}
                        onFinish={() => setOpen(false)}
                        onClose={() => setOpen(false)}
                        onError={error => console.error('Link', error)}
                        options={{ nonce }}
                    />
                </div>
            )}
        </main>
    );
}

createRoot(document.getElementById('root')!).render(<StrictMode><Page /></StrictMode>);
