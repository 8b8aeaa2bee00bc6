/** Characters that fit the prompt on the smallest phone; the editor counts towards them. */
export const wordLimits = { title: 60, body: 240, accept: 24, dismiss: 24 } as const
export type WordPart = keyof typeof wordLimits

/** As the editor calls them. */
export const wordLabels: Record<WordPart, string> = {
  title: 'Title',
  body: 'Body',
  accept: 'Accept button',
  dismiss: 'Dismiss button',
}
