import { describe, expect, it } from 'vitest'
import { optionsFound } from '@/components/ui/form/find-options'
import { timeZoneNames } from './time-zone-names'
import { currentName, timeZoneOptions } from './time-zones'

const listed = Intl.supportedValuesOf('timeZone')
const found = (typed: string, names = listed) =>
  optionsFound(timeZoneOptions('UTC', names), typed).map(({ value }) => value)

describe('a time zone', () => {
  it.each([
    ['Kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['Kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['Kathmandu', 'Asia/Kathmandu'],
    ['Katmandu', 'Asia/Kathmandu'],
    ['Ho Chi Minh', 'Asia/Ho_Chi_Minh'],
    ['ho_chi_minh', 'Asia/Ho_Chi_Minh'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['Rangoon', 'Asia/Yangon'],
    ['Yangon', 'Asia/Yangon'],
    ['Godthab', 'America/Nuuk'],
    ['Nuuk', 'America/Nuuk'],
    ['Faroe', 'Atlantic/Faroe'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['são paulo', 'America/Sao_Paulo'],
    ['york new', 'America/New_York'],
    ['Zulu', 'UTC'],
  ])('is found by “%s”', (typed, zone) => {
    expect(found(typed)).toContain(zone)
  })

  it('is found exactly once by each of its names, whichever name the browser lists', () => {
    for (const [present, ...others] of timeZoneNames)
      for (const name of [present, ...others])
        for (const listedName of [present, ...others]) {
          const options = timeZoneOptions('UTC', [listedName])
          const values = optionsFound(options, name).map(({ value }) => value)
          expect(
            values.filter((value) => value === present),
            `${name}, where ${listedName} is listed`,
          ).toHaveLength(1)
        }
  })

  it('is offered for every zone that this runtime lists, with one clock for all of its names', () => {
    const values = timeZoneOptions('UTC').map(({ value }) => value)
    expect(new Set(values).size).toBe(values.length)
    for (const zone of listed) expect(values).toContain(currentName(zone))
    const clock = (timeZone: string) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
    for (const [present, ...others] of timeZoneNames)
      for (const other of others) expect(clock(other), other).toBe(clock(present))
  })

  it('stays selected if it is stored under an older or unlisted name', () => {
    expect(timeZoneOptions('Asia/Calcutta').map(({ value }) => value)).toContain(currentName('Asia/Calcutta'))
    expect(timeZoneOptions('+05:30').at(-1)).toMatchObject({ value: '+05:30', label: '+05:30' })
  })
})
