// What a page gains with JavaScript: visits without a flash (Turbo) and a page that stays fresh while it is open.
// Every page works without this file.
import '@hotwired/turbo';
import { LivePage } from './live.ts';

customElements.define('greenbelt-live', LivePage);
