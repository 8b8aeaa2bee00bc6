import { expect, it } from 'vitest'
import { localeWords, timeZoneWords } from './locale'

it.each([
  ['de-CH', 'German (Switzerland)'],
  ['de_CH', 'German (Switzerland)'],
  ['en_US_POSIX', 'English (United States)'],
  ['en_US@calendar=buddhist', 'English (United States)'],
  ['fr', 'French'],
  ['zh-Hant-TW', 'Chinese (Traditional, Taiwan)'],
  ['es-419', 'Spanish (Latin America)'],
  ['qq-CH', 'qq-CH'],
  ['not a locale', 'not a locale'],
  ['', ''],
])('describes the locale %s as %s', (locale, words) => {
  expect(localeWords(locale)).toBe(words)
})

it.each([
  ['Europe/Zurich', 'Zurich (Central European Time)'],
  ['America/New_York', 'New York (Eastern Time)'],
  ['UTC', 'UTC'],
  ['Mars/Olympus', 'Mars/Olympus'],
  ['', ''],
])('describes the time zone %s as %s', (timeZone, words) => {
  expect(timeZoneWords(timeZone)).toBe(words)
})
