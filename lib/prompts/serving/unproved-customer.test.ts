import { describe, expect, it } from 'vitest'
import { withKey } from '@/lib/testing/contexts'
import { promptSetting } from '@/lib/testing/prompt-setting'
import { on } from '@/lib/testing/prompt-workspace'
import { askPrompt } from './ask-prompt'
import { promptRuntime } from './runtime'

describe('whether a rule names a customer', () => {
  it.each([
    [true, 'publishable', [false, false, false]],
    [true, 'secret', [true, false, true]],
    [false, 'publishable', [true, false, true]],
  ] as const)('with identity verification %s, a %s key learns %j', async (requiresIdentity, kind, learned) => {
    const setting = await promptSetting({ requiresIdentity })
    const values = ['ann@bank.example']
    const rules = (['in', 'notIn', 'startsWith'] as const).map((operator) => ({
      ...{ id: operator, description: '', share: 100_000 },
      conditions: [{ attribute: 'customer' as const, operator, values }],
    }))
    const { database, environment } = setting
    const ctx = await withKey(database.db, { environmentId: environment.id, kind })
    const asked: boolean[] = []
    for (const rule of rules) {
      await setting.set(on({ rollout: { share: 0, salt: '' }, rules: [rule] }))
      const runtime = await promptRuntime(database)
      const { evaluation } = await askPrompt(ctx, { runtime, raw: { targetingKey: values[0] }, isCounted: false })
      asked.push('value' in evaluation && evaluation.value)
    }
    expect(asked).toEqual(learned)
  })
})
