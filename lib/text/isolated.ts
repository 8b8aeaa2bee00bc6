/**
 * Text from outside in the middle of a sentence that is a plain string: a title, a label. The two marks keep its direction
 * to itself. In elements components/ui/outside does it.
 */
export const isolated = (text: string) => (reorders.test(text) ? `\u2068${balanced(text)}\u2069` : text)

/** Only where something in it can turn its neighbors; most names stay as they are, also when they are copied. */
const reorders =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/u

/** An end without a beginning would end what keeps the text apart, and a beginning without an end would swallow its end. */
export function balanced(text: string): string {
  let open = 0
  let kept = ''
  for (const character of text) {
    if (/[\u2066-\u2068]/.test(character)) open += 1
    if (character === '\u2069') open -= 1
    if (open < 0) open = 0
    else kept += character
  }
  return kept + '\u2069'.repeat(open)
}
