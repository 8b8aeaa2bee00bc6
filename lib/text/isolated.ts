/**
 * Isolates outside text within a plain string, such as a title or a label, so that its direction can't affect the rest.
 * Elements use components/ui/outside instead.
 */
export const isolated = (text: string) => (reorders.test(text) ? `\u2068${balanced(text)}\u2069` : text)

/** Text that can affect its neighbors' direction. Most names can't, and stay unchanged, also when copied. */
const reorders =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/u

/** Drops closing marks that would end the isolation early, and closes open ones that would swallow its end. */
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
