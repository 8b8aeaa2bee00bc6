'use client'

import { ArrowDown, ArrowUp, ChevronDown, Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { ShareField } from '@/app/(desk)/[company]/[app]/[environment]/prompt/schedule/share-field'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { TextField } from '@/components/ui/form/text-field'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import type { Condition } from '@/lib/prompts/content/conditions'
import type { Rule } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { conditionKinds } from './condition-kinds'
import { ConditionRow } from './condition-row'
import { RuleNumber, RuleSentence } from './rule-sentence'

type Props = {
  input: PlaceInput
  rule: Rule
  index: number
  count: number
  draft: Draft
  isOpen: boolean
  onToggle: () => void
  onChange: (edit: (rule: Rule) => Rule) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** A numbered rule as a sentence. Expands to its editable parts. */
export function RuleCard({ input, rule, index, count, draft, isOpen, onToggle, onChange, onMove, onRemove }: Props) {
  const id = useId()
  const errors = draft.errorsAt(`rules.${index}`)
  const number = index + 1
  const setConditions = (edit: (conditions: Condition[]) => Condition[]) =>
    onChange((one) => ({ ...one, conditions: edit(one.conditions) }))
  return (
    <div className={classNames('rounded-surface border bg-raised', errors && 'border-danger')}>
      <div className="flex flex-wrap items-start gap-x-3 p-3 sm:flex-nowrap">
        <RuleNumber number={number} />
        <button
          type="button"
          data-row-link
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
          className="flex min-w-0 flex-1 basis-3/4 items-start gap-2 rounded-sm text-left sm:basis-0"
        >
          <span className="min-w-0 flex-1">
            <RuleSentence rule={rule} lists={draft.shown.lists} />
          </span>
          <ChevronDown
            aria-hidden
            className={classNames('mt-0.5 size-4 shrink-0 text-faint transition-transform', isOpen && 'rotate-180')}
          />
          <span className="sr-only">Edit rule {number}</span>
        </button>
        <span className="-my-0.5 ml-auto flex">
          <IconButton
            label={`Move rule ${number} up`}
            size="small"
            icon={<ArrowUp aria-hidden className="size-3.5" />}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label={`Move rule ${number} down`}
            size="small"
            icon={<ArrowDown aria-hidden className="size-3.5" />}
            disabled={index === count - 1}
            onClick={() => onMove(1)}
          />
          <IconButton
            label={`Remove rule ${number}`}
            size="small"
            icon={<Trash2 aria-hidden className="size-3.5" />}
            onClick={onRemove}
          />
        </span>
      </div>
      {isOpen && (
        <div id={id} className="flex flex-col gap-3 border-t px-3 pt-3 pb-4 sm:pl-11">
          <TextField
            label="Rule description"
            isOptional
            value={rule.description}
            maxLength={120}
            onChange={(event) => onChange((one) => ({ ...one, description: event.target.value }))}
          />
          {rule.conditions.map((condition, at) => (
            <ConditionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity beside their place
              key={at}
              input={input}
              draft={draft}
              condition={condition}
              word={at === 0 ? 'If' : 'and'}
              errors={draft.errorsAt(`rules.${index}.conditions.${at}`)}
              onChange={(next) => setConditions((all) => all.map((one, place) => (place === at ? next : one)))}
              onRemove={
                rule.conditions.length > 1
                  ? () => setConditions((all) => all.filter((_, place) => place !== at))
                  : undefined
              }
            />
          ))}
          <div>
            <Menu
              align="start"
              trigger={
                <Button size="small" variant="ghost" icon={<Plus aria-hidden className="size-3.5" />}>
                  Add condition
                </Button>
              }
            >
              {conditionKinds.map(({ label, icon: Icon, make }) => (
                <MenuItem
                  key={label}
                  icon={<Icon aria-hidden />}
                  onSelect={() => setConditions((all) => [...all, make()])}
                >
                  {label}
                </MenuItem>
              ))}
            </Menu>
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <span className="text-quiet">then ask</span>
            <ShareField
              label={`Percentage of rule ${number}`}
              share={rule.share}
              errors={draft.errorsAt(`rules.${index}.share`)}
              onChange={(share) => onChange((one) => ({ ...one, share }))}
            />
          </div>
        </div>
      )}
    </div>
  )
}
