// Passkeys: makes one, or signs in with one. Loaded only where a page offers it; without it nothing is shown.
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** <greenbelt-passkey act="sign-in" back="/"> or <greenbelt-passkey act="add">, around a button and a status line. */
class Passkey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.querySelector('button')?.addEventListener('click', this.#press);
  }

  disconnectedCallback() {
    this.querySelector('button')?.removeEventListener('click', this.#press);
  }

  #press = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    button.disabled = true;
    this.#say('');
    try {
      await (this.getAttribute('act') === 'add' ? add() : signIn());
      // A full load: another person's pages must not come out of Turbo's cache.
      window.location.assign(this.getAttribute('back') ?? window.location.href);
    } catch (error) {
      this.#say(this.getAttribute(error instanceof Stale ? 'data-stale' : 'data-failed') ?? '');
    } finally {
      button.disabled = false;
    }
  };

  #say(text: string) {
    const status = this.querySelector('[role=status]');
    if (status) status.textContent = text;
  }
}

/** Making a passkey wants a sign-in that is not long ago. */
class Stale extends Error {}

async function add() {
  const optionsJSON = await ask('generate-register-options');
  await ask('verify-registration', { response: await startRegistration({ optionsJSON }) });
}

async function signIn() {
  const optionsJSON = await ask('generate-authenticate-options');
  await ask('verify-authentication', { response: await startAuthentication({ optionsJSON }) });
}

async function ask(step: string, body?: object) {
  const answer = await fetch(`/auth/passkey/${step}`, {
    method: body ? 'POST' : 'GET',
    headers: body && { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (answer.status === 403) throw new Stale();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

if (!customElements.get('greenbelt-passkey')) customElements.define('greenbelt-passkey', Passkey);
