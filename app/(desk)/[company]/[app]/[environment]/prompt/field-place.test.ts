import { expect, it } from 'vitest'
import { fieldPlace } from './field-place'

it.each([
  ['content.rules.0.conditions.1.values.2', 'Rule 1, condition 2, value 3'],
  ['content.words.locales.de.title', 'Words, German, title'],
  ['content.askAgain.timesMax', 'Ask again, times max'],
  ['content.schedule.steps.3.at', 'Schedule, step 4, at'],
  ['schema', 'Schema'],
  ['', 'The file'],
])('shows %s as %s', (path, place) => expect(fieldPlace(path)).toBe(place))
