import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ErrorScreen } from './error-screen'

it('says nothing of what was changed: a page can also fail to show after a change was saved', () => {
  const shown = renderToStaticMarkup(<ErrorScreen error={new Error('x')} retry={() => undefined} />)
  expect(shown).toContain('Couldn’t show this page')
  expect(shown).not.toMatch(/chang|saved|lost/i)
})
