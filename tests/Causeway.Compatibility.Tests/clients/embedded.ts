// The components must be what the published types say that they are. Compiled, never run (npm run types).
import type { CodatLinkProps, initializeCodatLink as Published } from '@codat/sdk-link-types';
import { CodatConnections, initCodatConnections } from '../../../src/link-sdk/connections.js';
import { CodatLink, initializeCodatLink } from '../../../src/link-sdk/link.js';

// By the published helper's type, and as it calls what it imports.
const initialize: typeof Published = initializeCodatLink;
const fromModule: new (options: { target: HTMLElement; props: CodatLinkProps }) => unknown = CodatLink;
const asFunction: (target: HTMLElement, props: CodatLinkProps) => unknown = CodatLink;

export async function everything(target: HTMLElement, accessToken: string): Promise<void> {
    const props: CodatLinkProps = {
        companyId: '0190a000-0000-7000-8000-000000000001',
        accessToken,
        onConnection: connection => console.log(connection.connectionId, connection.sourceType),
        onConnectionStarted: connection => console.log(connection.integrationKey),
        onConsent: ({ text }) => console.log(text),
        onError: ({ correlationId, message, errorCode, userRecoverable }) =>
            console.log(correlationId, message, errorCode, userRecoverable),
        onFinish: () => console.log('finished'),
        onClose: () => console.log('closed'),
        options: {
            hideBorder: true,
            showLandingPage: true,
            showSandboxIntegrations: false,
            enableAdditionalConsent: true,
            enableMultiEntityLinking: false,
            theme: { colors: { primary: '#663399' } },
            sourceTypes: {
                accounting: { optional: false, enableIntegrations: true, allowedIntegrations: ['gbol'], dataTypes: ['Invoices'] },
                banking: { optional: true, enableIntegrations: true, enableFileUpload: false },
                commerce: { optional: true, enableIntegrations: false },
                businessDocuments: { optional: true },
            },
            text: {
                companyName: 'Bank of Dave',
                'landing.title': 'Welcome',
                'accounting.consents.purpose': 'Allow {companyName} to read {platformName}.',
                'accounting.dataAccess.dataTypes': ['Invoices'],
            },
        },
    };
    await initialize(target, props);
    new fromModule({ target, props });
    asFunction(target, props);
    new CodatLink({ target, props }).destroy();
    new CodatConnections({
        target,
        props: {
            accessToken,
            onDisconnect: connection => console.log(connection.connectionId),
            onReconnect: connection => console.log(connection.connectionId),
            onClose: () => console.log('closed'),
            onError: error => console.log(error.message),
            options: { nonce: 'x' },
        },
    });
    await initCodatConnections(target, { accessToken });

    // @ts-expect-error A callback that the types want is missing.
    await initializeCodatLink(target, { companyId: 'x', onFinish: () => undefined, onConnection: () => undefined });
}
