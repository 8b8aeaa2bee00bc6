/** Character limits that fit the prompt on the smallest phone. The editor counts up to them. */
export const wordLimits = { title: 60, body: 240, accept: 24, dismiss: 24 } as const
export type WordPart = keyof typeof wordLimits

/** The editor's labels. */
export const wordLabels: Record<WordPart, string> = {
  title: 'Title',
  body: 'Body',
  accept: 'Accept button',
  dismiss: 'Dismiss button',
}
