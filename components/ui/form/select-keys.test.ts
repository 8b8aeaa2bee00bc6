import { describe, expect, it } from 'vitest'
import { optionTyped, stepOf } from './select-keys'

describe('stepOf', () => {
  it('stays within the list', () => {
    expect(stepOf('ArrowUp', 0, 3)).toBe(0)
    expect(stepOf('ArrowDown', 2, 3)).toBe(2)
    expect([stepOf('Home', 1, 3), stepOf('End', 1, 3)]).toEqual([0, 2])
  })

  it('leaves other keys alone', () => {
    expect(stepOf('PageDown', 1, 3)).toBeUndefined()
  })
})

describe('optionTyped', () => {
  const options = ['Support', 'Sandbox', 'Production', 'Provisional'].map((label) => ({ label }))
  const typing = () => ({ text: '', at: 0 })

  it('moves to the next option with the same letter, wrapping around', () => {
    expect(optionTyped('s', typing(), options, 0)).toBe(1)
    expect(optionTyped('s', typing(), options, 1)).toBe(0)
  })

  it('reads letters typed quickly as one word', () => {
    const typed = typing()
    for (const letter of 'prov') optionTyped(letter, typed, options, 0)
    expect(optionTyped('i', typed, options, 3)).toBe(3)
  })

  it('finds nothing for a letter that starts no option', () => {
    expect(optionTyped('x', typing(), options, 0)).toBeUndefined()
  })
})
