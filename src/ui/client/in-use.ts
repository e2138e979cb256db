/** Somebody is in the middle of a form: a redrawn page would take away what they wrote. */
export function isInUse(page: Document): boolean {
  if (page.activeElement?.matches('input, select, textarea')) return true;
  // A form that came back with what is wrong holds what was typed as if the page had brought it.
  if (page.querySelector('form .summary')) return true;
  return [...page.forms].some((form) => [...form.elements].some(isChanged));
}

function isChanged(control: Element): boolean {
  if (control instanceof HTMLInputElement) {
    if (control.type === 'hidden') return false;
    if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
    return control.value !== control.defaultValue;
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (!(control instanceof HTMLSelectElement)) return false;
  const options = [...control.options];
  // Where none is preset, the browser has chosen the first by itself.
  if (!control.multiple && options.every((option) => !option.defaultSelected)) return control.selectedIndex > 0;
  return options.some((option) => option.selected !== option.defaultSelected);
}
