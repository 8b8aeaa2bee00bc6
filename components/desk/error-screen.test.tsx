import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { FaultScreen } from './fault-screen'

it('makes no claim about what was changed, because a page can also fail to render after a saved change', () => {
  const shown = renderToStaticMarkup(<FaultScreen error={new Error('x')} retry={() => undefined} />)
  expect(shown).toContain('Couldn’t show this page')
  expect(shown).not.toMatch(/chang|saved|lost/i)
})
