type Field = HTMLInputElement | HTMLTextAreaElement

/** Writes a field as if it was typed. React doesn't notice a value set through its own property. */
export function writeField(field: Field, text: string) {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
