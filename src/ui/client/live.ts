import { session } from '@hotwired/turbo';
import { isInUse } from './in-use.ts';

/** Between two redrawings, so that a busy hour (everybody votes at the close) does not become a storm of requests. */
const atLeast = 2000;
/** Everybody hears at the same moment; they need not all ask at the same moment. */
const spread = () => 200 + Math.random() * 600;

/** <greenbelt-live src="/live?topics=…">: hears that something changed and has the page drawn again. */
export class LivePage extends HTMLElement {
  #source: EventSource | undefined;
  #timer: number | undefined;
  #stale = false;
  #last = -atLeast;

  connectedCallback() {
    const src = this.getAttribute('src');
    if (!src || document.documentElement.hasAttribute('data-turbo-preview')) return;
    const source = new EventSource(src);
    source.addEventListener('message', this.#soon);
    // Whatever happened while the line was down was not heard.
    source.addEventListener('error', () => source.addEventListener('open', this.#soon, { once: true }));
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#source = source;
  }

  disconnectedCallback() {
    this.#source?.close();
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  #soon = () => {
    if (this.#timer !== undefined) return;
    const wait = Math.max(spread(), this.#last + atLeast - performance.now());
    this.#timer = window.setTimeout(() => {
      this.#timer = undefined;
      // A page in the background waits until somebody looks.
      if (document.visibilityState === 'hidden') this.#stale = true;
      else this.#refresh();
    }, wait);
  };

  #onVisible = () => {
    if (document.visibilityState === 'hidden' || !this.#stale) return;
    this.#stale = false;
    this.#refresh();
  };

  #refresh() {
    if (isInUse(document)) {
      this.querySelector('[hidden]')?.removeAttribute('hidden');
    } else if (session.navigator.currentVisit) {
      this.#soon();
    } else {
      this.#last = performance.now();
      session.refresh(document.baseURI);
    }
  }
}
