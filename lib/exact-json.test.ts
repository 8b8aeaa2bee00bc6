import { describe, expect, it } from 'vitest'
import { parseExactJson } from './exact-json'
import { quickest } from './testing/quickest'

describe('parseExactJson', () => {
  it.each(['1', '10', '0', '9e', '1.0', '[', '-'])('parses long numbers in linear time: %j', (part) => {
    const digits = `1${part.replaceAll(/[^\d]/g, '0').repeat(30_000)}1`
    const text = `{"a": ${digits}, "b": "${part.repeat(20_000)}"}`
    expect(quickest(500, () => parseExactJson(text)).milliseconds).toBeLessThan(500)
  })

  it.each([
    ['{"chatId": 2868860079149422351}', 'chatId'],
    ['{"a": {"b": [1, {"c": -9007199254740993}]}}', 'a.b.1.c'],
    ['{"a": 1e400}', 'a'],
    ['{"a": -1E+999}', 'a'],
    ['{"a": 1e-400}', 'a'],
    ['{"a":123456789012345678901234567890.5}', 'a'],
    ['[3.14159265358979323846]', '0'],
    ['9007199254740993', ''],
    ['{"a":9007199254740993.0}', 'a'],
    ['{"a": 1, "a": 9007199254740993}', 'a'],
  ])('reports the path of a number that JavaScript would change: %s', (text, path) => {
    expect(Object.keys(parseExactJson(text).faults)).toEqual([path])
  })

  it.each([
    '{"a": 9007199254740991, "b": -9007199254740992, "c": 9007199254740994}',
    '{"a": 1.0, "b": 0.10000000000000001, "c": 52.520006599999997, "d": 1e21, "e": 0e999, "f": 1e308, "g": 1.50}',
    '{"text": "a number: 2868860079149422351, 1e400", "hex": "3e456", "a": 0, "b": -0}',
  ])('accepts numbers that keep their value: %s', (text) => {
    expect(parseExactJson(text)).toEqual({ value: JSON.parse(text), faults: {} })
  })
})
