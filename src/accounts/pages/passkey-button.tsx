import { h } from 'preact';
import { Button } from '../../ui/button.tsx';
import { useVisit } from '../../ui/visit.ts';

/** Signing in with a passkey: shown by its island where the browser can do it, absent where it cannot. */
export function PasskeySignIn({ back }: { back: string }) {
  const { t, assets } = useVisit();
  return h(
    'greenbelt-passkey',
    { act: 'sign-in', back, hidden: true, 'data-failed': t('accounts.passkeyFailed') },
    <p class="actions">{t('accounts.or')}</p>,
    <Button>{t('accounts.passkeySignIn')}</Button>,
    <p role="status" />,
    <script type="module" src={assets('passkey.js')} />,
  );
}

/** Making a passkey for the account that is signed in. */
export function PasskeyAdd() {
  const { t, assets } = useVisit();
  return h(
    'greenbelt-passkey',
    { act: 'add', hidden: true, 'data-failed': t('accounts.passkeyNotMade'), 'data-stale': t('accounts.passkeyStale') },
    <Button>{t('accounts.passkeyAdd')}</Button>,
    <p role="status" />,
    <script type="module" src={assets('passkey.js')} />,
  );
}
