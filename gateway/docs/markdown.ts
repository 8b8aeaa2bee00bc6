import { html } from 'hono/html'

/** The anchor of a heading: `Enable push notifications` → `enable-push-notifications`. */
export const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Renders the Markdown that our guides use: headings, paragraphs, fenced code, tables, **bold**, and `code`. */
export function markdown(text: string) {
  return blocksOf(text).map((block) => {
    const [first = ''] = block.split('\n')
    if (first.startsWith('```')) return code(block)
    if (first.startsWith('# ')) return html`<h1>${first.slice(2)}</h1>`
    if (first.startsWith('## ')) return html`<h2 id="${anchorOf(first.slice(3))}">${first.slice(3)}</h2>`
    if (first.startsWith('|')) return table(block)
    return html`<p>${inline(block.replaceAll('\n', ' '))}</p>`
  })
}

export const headingsOf = (text: string) => blocksOf(text).flatMap((block) => /^## (.+)$/.exec(block)?.[1] ?? [])

/** Splits at empty lines, except in fenced code. */
function blocksOf(text: string): string[] {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n{2,}/)))
    .map((block) => block.trim())
    .filter(Boolean)
}

const code = (block: string) =>
  html`<pre tabindex="0" aria-label="Code">${block.split('\n').slice(1, -1).join('\n')}</pre>`

function table(block: string) {
  const [head = [], , ...rows] = block.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  return html`<table><thead><tr>${head.map((cell) => html`<th scope="col">${inline(cell)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}</tbody></table>`
}

function inline(text: string) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`
    return part.startsWith('**') ? html`<strong>${part.slice(2, -2)}</strong>` : part
  })
}
