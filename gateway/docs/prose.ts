import { html } from 'hono/html'

/** Renders paragraphs and `code` in backticks: all the markup that descriptions use. */
export function prose(text: string | undefined) {
  return (text ?? '')
    .split('\n\n')
    .filter(Boolean)
    .map(
      (paragraph) =>
        html`<p>${paragraph.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}</p>`,
    )
}
