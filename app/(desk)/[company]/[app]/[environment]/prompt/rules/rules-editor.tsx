'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import { RowKeys } from '@/components/ui/row-keys'
import type { Condition } from '@/lib/prompts/content/conditions'
import type { Rule } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { conditionKinds } from './condition-kinds'
import { RuleCard } from './rule-card'

export function RulesEditor({ input, draft }: { input: PlaceInput; draft: Draft }) {
  const [open, setOpen] = useState<string>()
  const { rules } = draft.shown
  const setRules = (edit: (rules: Rule[]) => Rule[]) =>
    draft.change((content) => ({ ...content, rules: edit(content.rules) }))

  function add(condition: Condition) {
    const id = `r-${Math.random().toString(36).slice(2, 9)}`
    setRules((all) => [...all, { id, description: '', conditions: [condition], share: 100_000 }])
    setOpen(id)
  }

  function move(index: number, by: -1 | 1) {
    setRules((all) => {
      const next = [...all]
      const [rule] = next.splice(index, 1)
      if (rule) next.splice(index + by, 0, rule)
      return next
    })
  }

  return (
    <>
      {rules.length > 0 && (
        <RowKeys>
          <ol className="flex flex-col gap-2">
            {rules.map((rule, index) => (
              <li key={rule.id}>
                <RuleCard
                  input={input}
                  rule={rule}
                  index={index}
                  count={rules.length}
                  draft={draft}
                  isOpen={open === rule.id || draft.errorsAt(`rules.${index}`) !== undefined}
                  onToggle={() => setOpen(open === rule.id ? undefined : rule.id)}
                  onChange={(edit) => setRules((all) => all.map((one) => (one.id === rule.id ? edit(one) : one)))}
                  onMove={(by) => move(index, by)}
                  onRemove={() => setRules((all) => all.filter(({ id }) => id !== rule.id))}
                />
              </li>
            ))}
          </ol>
        </RowKeys>
      )}
      <div>
        <Menu
          align="start"
          trigger={
            <Button size="small" icon={<Plus aria-hidden className="size-3.5" />}>
              Add rule
            </Button>
          }
        >
          {conditionKinds.map(({ label, icon: Icon, make }) => (
            <MenuItem key={label} icon={<Icon aria-hidden />} onSelect={() => add(make())}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      </div>
    </>
  )
}
