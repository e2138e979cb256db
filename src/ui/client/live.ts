import { session } from '@hotwired/turbo';

const pause = 400;

/** <greenbelt-live src="/live?topics=…">: hears that something changed and has the page drawn again. */
export class LivePage extends HTMLElement {
  #source: EventSource | undefined;
  #timer: number | undefined;

  connectedCallback() {
    const src = this.getAttribute('src');
    if (!src || document.documentElement.hasAttribute('data-turbo-preview')) return;
    this.#source = new EventSource(src);
    this.#source.addEventListener('message', () => this.#soon());
    // Whatever happened while the line was down was not heard.
    this.#source.addEventListener('error', () =>
      this.#source?.addEventListener('open', () => this.#soon(), { once: true }),
    );
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  disconnectedCallback() {
    this.#source?.close();
    window.clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  /** Several changes at once become one refresh; a page in the background waits until somebody looks. */
  #soon() {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#timer = undefined;
      if (document.visibilityState === 'hidden') this.#stale = true;
      else this.#refresh();
    }, pause);
  }

  #stale = false;
  #onVisible = () => {
    if (document.visibilityState === 'hidden' || !this.#stale) return;
    this.#stale = false;
    this.#refresh();
  };

  #refresh() {
    if (isInUse(document)) {
      this.querySelector('[hidden]')?.removeAttribute('hidden');
      return;
    }
    session.refresh(document.baseURI);
  }
}

/** Somebody is in the middle of a form, or has opened something: a redrawn page would take it away. */
function isInUse(page: Document): boolean {
  const active = page.activeElement;
  if (active?.matches('input, select, textarea')) return true;
  return [...page.forms].some((form) => [...form.elements].some(isChanged));
}

function isChanged(control: Element): boolean {
  if (control instanceof HTMLInputElement) {
    if (control.type === 'hidden') return false;
    if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
    return control.value !== control.defaultValue;
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control instanceof HTMLSelectElement) {
    const preset = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(preset, 0) && !control.multiple;
  }
  return false;
}
