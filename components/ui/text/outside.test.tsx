import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Outside, OutsideList } from './outside'

describe('text from outside', () => {
  it('is isolated, wraps anywhere, and cannot end its own isolation', () => {
    const shown = renderToStaticMarkup(<Outside>{'a\u2069\u202eb\u2067c'}</Outside>)
    expect(shown).toBe('<bdi class="wrap-anywhere">a\u202eb\u2067c\u2069</bdi>')
  })

  it.each(['\u200b', '\u200d\u2060 ', '\u3164'])('is labeled if all of it is invisible', (text) => {
    expect(renderToStaticMarkup(<Outside>{text}</Outside>)).toContain('(invisible text)')
  })

  it('is joined with dots, with each part isolated and missing parts left out', () => {
    const shown = renderToStaticMarkup(<OutsideList parts={['\u202eevil', null, '', 'iOS 19']} />)
    expect(shown).toBe('<bdi class="wrap-anywhere">\u202eevil</bdi> · <bdi class="wrap-anywhere">iOS 19</bdi>')
  })
})
