import { expect, it } from 'vitest'
import { withApi } from '@/gateway/testing'
import { markdown } from './markdown'

const shown = async (text: string) => String(await Promise.all(markdown(text)))

it('serves the SDK guide as a page, without a key or scripts', () =>
  withApi(async ({ url }) => {
    const answer = await fetch(`${url}/api/v1/docs/sdk`)
    const page = await answer.text()
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(page).toContain('<h1>Pushdesk SDK</h1>')
    expect(page).toContain('<h2 id="enable-push-notifications">')
    expect(page).toContain('<td><code>offline</code></td>')
    expect(page).not.toMatch(/```|\*\*|<script/)
  }))

it('keeps empty lines in code, and shows markup as text', async () => {
  expect(await shown('```ts\na < b\n\nc\n```')).toContain('a &lt; b\n\nc</pre>')
  expect(await shown('Call `f<T>()`\n**before** that.')).toBe(
    '<p>Call <code>f&lt;T&gt;()</code> <strong>before</strong> that.</p>',
  )
})
