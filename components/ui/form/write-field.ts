type Field = HTMLInputElement | HTMLTextAreaElement

/** As if it was typed: what is set through React's own property would not be noticed by it. */
export function writeField(field: Field, text: string) {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
