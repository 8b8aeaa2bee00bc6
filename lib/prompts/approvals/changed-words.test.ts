import { expect, it } from 'vitest'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { changedWords } from './changed-words'

const english = { title: 'Hello', body: 'Turn on notifications', accept: 'Yes', dismiss: 'No' }
const german = { title: 'Hallo', body: 'Mitteilungen einschalten', accept: 'Ja', dismiss: 'Nein' }
const saying = (locales: PromptContent['words']['locales'], fallbackLocale = 'en'): PromptContent => ({
  ...offContent,
  words: { fallbackLocale, locales },
})
const both = saying({ en: english, de: german })

it('is nothing if only other settings change', () => {
  expect(changedWords(both, { ...both, isOn: true, sdkVersionMin: '3.0.0' })).toBeNull()
  expect(changedWords(both, saying({ de: german, en: english }))).toBeNull()
})

it.each([
  ['rewritten', saying({ en: english, de: { ...german, title: 'Moin' } }), ['de']],
  ['added', saying({ en: english, de: german, fr: english }), ['fr']],
  ['rewritten twice', saying({ en: { ...english, body: 'Now' }, de: { ...german, accept: 'Los' } }), ['en', 'de']],
  ['rewritten twice, in another order', saying({ de: english, en: german }), ['en', 'de']],
  ['removed, so that its customers read the fallback', saying({ en: english }), ['en']],
  ['made the fallback', saying({ en: english, de: german }, 'de'), ['de']],
  ['rewritten while another is removed', saying({ de: { ...german, title: 'Moin' } }, 'de'), ['de']],
])('names the languages in which customers read something else: %s', (_, is, languages) => {
  expect(changedWords(both, is)).toEqual({ words: is.words, languages })
})
