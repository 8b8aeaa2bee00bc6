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
  it('keeps both sides if they changed different parts', () => {
    const base = withRules(rule('a'))
    const mine = { ...base, sdkVersionMin: '3.0.0', rules: [rule('mine'), rule('a')] }
    const theirs = { ...base, isOn: true, rules: [rule('a'), rule('theirs')] }
    const { content, conflicts } = mergeContents({ base, mine, theirs })
    expect(conflicts).toEqual([])
    expect(content).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0' })
    expect(ids(content)).toEqual(['mine', 'a', 'theirs'])
  })

  it('reports a conflict if one side removed a rule and the other changed it', () => {
    const base = withRules(rule('a'), rule('b'))
    expect(
      mergeContents({ base, mine: withRules(rule('b')), theirs: withRules(rule('a', 5), rule('b')) }).conflicts,
    ).toEqual(['rules.a'])
  })

  it('doesn’t choose between two new orders of the same rules', () => {
    const [a, b, c] = [rule('a'), rule('b'), rule('c')]
    const merged = mergeContents({ base: withRules(a, b, c), mine: withRules(b, a, c), theirs: withRules(a, c, b) })
    expect(merged.conflicts).toEqual(['ruleOrder'])
  })

  it('reports a conflict if a colleague reset the level to inherited', () => {
    const base = withRules()
    expect(mergeContents({ base, mine: { ...base, isOn: true }, theirs: null }).conflicts).toEqual(['inherits'])
  })

  it('equals the other side if one changed nothing, and is symmetric without conflicts', () => {
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

  it('splits and joins content without loss', () => {
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

  it('keeps separate changes of both, and mine in a conflict', () => {
    const resolved = resolveContents({ base, mine, theirs, prefer: 'mine' })
    expect(resolved).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0', rollout: { share: 20_000 } })
    expect(ids(resolved)).toEqual(['a', 'b', 'mine', 'theirs'])
  })

  it('keeps separate changes of both, and theirs in a conflict', () => {
    const resolved = resolveContents({ base, mine, theirs, prefer: 'theirs' })
    expect(resolved).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0', rollout: { share: 80_000 } })
    expect(ids(resolved)).toEqual(['b', 'theirs', 'mine'])
  })

  it('takes the whole chosen side if one of them inherits', () => {
    expect(resolveContents({ base, mine, theirs: null, prefer: 'mine' })).toEqual(mine)
    expect(resolveContents({ base, mine, theirs: null, prefer: 'theirs' })).toBeNull()
  })

  it('leaves no conflicts', () => {
    for (const prefer of ['mine', 'theirs'] as const) {
      const resolved = resolveContents({ base, mine, theirs, prefer })
      expect(mergeContents({ base: theirs, mine: resolved, theirs }).conflicts).toEqual([])
    }
  })
})
