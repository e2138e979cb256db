/** <greenbelt-time-zone> around a select: chooses the zone that the browser is in, where nobody has chosen yet. */
export class TimeZoneGuess extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector('select');
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!select || !zone || select.value !== 'UTC') return;
    // Browsers and servers may call one zone by two names.
    if (![...select.options].some((option) => option.value === zone)) select.add(new Option(zone, zone));
    select.value = zone;
  }
}
