import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offContent, PromptContent, type Rule } from '@/lib/prompts/content/content'
import { contentOf, partsOf, stable } from '@/lib/prompts/content/parts'
import { mergeContents, resolveContents } from './merge'

const rule = (id: string, share = 0): Rule => ({
  id,
  description: '',
  conditions: [{ attribute: 'country', operator: 'in', values: ['DE'] }],
  share,
})
const withRules = (...rules: Rule[]): PromptContent => ({ ...offContent, rules })
const ids = (content: PromptContent | null) => content?.rules.map(({ id }) => id)

describe('mergeContents', () => {
  it('keeps both sides where they touched different parts', () => {
    const base = withRules(rule('a'))
    const mine = { ...base, sdkVersionMin: '3.0.0', rules: [rule('mine'), rule('a')] }
    const theirs = { ...base, isOn: true, rules: [rule('a'), rule('theirs')] }
    const { content, conflicts } = mergeContents({ base, mine, theirs })
    expect(conflicts).toEqual([])
    expect(content).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0' })
    expect(ids(content)).toEqual(['mine', 'a', 'theirs'])
  })

  it('tells a rule that one removed and the other changed', () => {
    const base = withRules(rule('a'), rule('b'))
    expect(
      mergeContents({ base, mine: withRules(rule('b')), theirs: withRules(rule('a', 5), rule('b')) }).conflicts,
    ).toEqual(['rules.a'])
  })

  it('does not choose between two new orders of the same rules', () => {
    const [a, b, c] = [rule('a'), rule('b'), rule('c')]
    const merged = mergeContents({ base: withRules(a, b, c), mine: withRules(b, a, c), theirs: withRules(a, c, b) })
    expect(merged.conflicts).toEqual(['ruleOrder'])
  })

  it('does not set what a colleague made inherit', () => {
    const base = withRules()
    expect(mergeContents({ base, mine: { ...base, isOn: true }, theirs: null }).conflicts).toEqual(['inherits'])
  })

  it('is the other side where one changed nothing, and the same both ways where nothing collides', () => {
    const share = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(share, share, fc.boolean(), (mineShare, days, isOn) => {
        const base = withRules(rule('a'))
        const mine = { ...base, rollout: { share: mineShare, salt: '' } }
        const theirs = { ...base, isOn, askAgain: { afterDays: days % 3_650, timesMax: 2 } }
        expect(stable(mergeContents({ base, mine: base, theirs }).content)).toBe(stable(theirs))
        expect(stable(mergeContents({ base, mine, theirs }).content)).toBe(
          stable(mergeContents({ base, mine: theirs, theirs: mine }).content),
        )
      }),
    )
  })

  it('cuts and joins a content without loss', () => {
    const content = PromptContent.parse(withRules(rule('a'), rule('b')))
    expect(contentOf(partsOf(content))).toEqual(content)
    expect(contentOf(partsOf(null))).toBeNull()
  })
})

describe('resolveContents', () => {
  const share = (content: PromptContent, percent: number) => ({
    ...content,
    rollout: { share: percent * 1_000, salt: '' },
  })
  const base = withRules(rule('a'), rule('b'))
  const mine = { ...share(withRules(rule('a', 5), rule('b'), rule('mine')), 20), isOn: true }
  const theirs = { ...share(withRules(rule('b'), rule('theirs')), 80), sdkVersionMin: '3.0.0' }

  it('keeps what both changed apart from each other, and mine where both changed the same', () => {
    const resolved = resolveContents({ base, mine, theirs, prefer: 'mine' })
    expect(resolved).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0', rollout: { share: 20_000 } })
    expect(ids(resolved)).toEqual(['a', 'b', 'mine', 'theirs'])
  })

  it('keeps what both changed apart from each other, and theirs where both changed the same', () => {
    const resolved = resolveContents({ base, mine, theirs, prefer: 'theirs' })
    expect(resolved).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0', rollout: { share: 80_000 } })
    expect(ids(resolved)).toEqual(['b', 'theirs', 'mine'])
  })

  it('takes the chosen side whole where one of them inherits', () => {
    expect(resolveContents({ base, mine, theirs: null, prefer: 'mine' })).toEqual(mine)
    expect(resolveContents({ base, mine, theirs: null, prefer: 'theirs' })).toBeNull()
  })

  it('leaves nothing to conflict about', () => {
    for (const prefer of ['mine', 'theirs'] as const) {
      const resolved = resolveContents({ base, mine, theirs, prefer })
      expect(mergeContents({ base: theirs, mine: resolved, theirs }).conflicts).toEqual([])
    }
  })
})
