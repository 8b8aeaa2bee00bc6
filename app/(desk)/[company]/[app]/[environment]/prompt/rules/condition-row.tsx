'use client'

import { X } from 'lucide-react'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Select } from '@/components/ui/form/select'
import { TextField } from '@/components/ui/form/text-field'
import { IconButton } from '@/components/ui/icon-button'
import { permissionLabels } from '@/lib/devices/device-labels'
import { countryWords } from '@/lib/format/locale'
import { hasCase, pushPermissions } from '@/lib/prompts/content/attributes'
import type { Condition } from '@/lib/prompts/content/conditions'
import { operatorLabels } from '@/lib/prompts/content/sentences'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { conditionKinds, kindOf } from './condition-kinds'
import { ListField } from './list-field'
import { ValuesField } from './values-field'

type Props = {
  input: PlaceInput
  draft: Draft
  condition: Condition
  word: 'If' | 'and'
  errors: string[] | undefined
  onChange: (condition: Condition) => void
  onRemove: (() => void) | undefined
}

export function ConditionRow({ input, draft, condition, word, errors, onChange, onRemove }: Props) {
  const kind = kindOf(condition.attribute)
  // An unfinished condition may be invalid. The server then rejects it with a reason at this field.
  const edit = (change: Record<string, unknown>) => onChange({ ...condition, ...change } as Condition)
  return (
    <div className="grid grid-cols-[28px_minmax(0,1fr)_auto] items-start gap-2 sm:grid-cols-[28px_minmax(0,8.5rem)_minmax(0,8.5rem)_minmax(0,1fr)_32px]">
      <span className="mt-1.5 text-quiet">{word}</span>
      <Select
        label="Attribute"
        isLabelHidden
        value={condition.attribute}
        options={conditionKinds.map(({ attribute, label }) => ({ value: attribute, label }))}
        onValueChange={(attribute) => onChange(kindOf(attribute).make())}
      />
      {condition.attribute === 'custom' && (
        <TextField
          label="Attribute name"
          isLabelHidden
          className="col-start-2 row-start-2"
          isMono
          placeholder="plan"
          value={condition.name}
          onChange={(event) => edit({ name: event.target.value })}
        />
      )}
      <Select
        label="Comparison"
        isLabelHidden
        className="col-start-2 sm:col-start-3 sm:row-start-1"
        value={condition.operator as string}
        options={kind.operators.map((operator) => ({ value: operator, label: operatorLabels[operator] ?? operator }))}
        onValueChange={(operator) => edit(hasCase(operator) ? { operator } : { operator, ignoreCase: undefined })}
      />
      <div className="col-start-2 flex flex-col gap-1.5 sm:col-start-4 sm:row-start-1">
        <Value
          input={input}
          draft={draft}
          condition={condition}
          placeholder={kind.placeholder}
          errors={errors}
          edit={edit}
        />
        {hasText(condition) && hasCase(condition.operator) && (
          <Checkbox
            label="Ignore case"
            checked={condition.ignoreCase ?? false}
            onCheckedChange={(ignoreCase) => edit({ ignoreCase: ignoreCase || undefined })}
          />
        )}
      </div>
      {onRemove && (
        <IconButton
          label="Remove condition"
          className="col-start-3 row-start-1 sm:col-start-5"
          icon={<X aria-hidden className="size-3.5" />}
          onClick={onRemove}
        />
      )}
    </div>
  )
}

const hasText = (condition: Condition) => condition.attribute === 'customer' || condition.attribute === 'custom'

type ValueProps = Pick<Props, 'input' | 'draft' | 'condition' | 'errors'> & {
  placeholder: string
  edit: (change: Record<string, unknown>) => void
}

/** The input that fits the attribute and operator. */
function Value({ input, draft, condition, placeholder, errors, edit }: ValueProps) {
  const { attribute, operator, values } = condition
  if (operator === 'isSet' || operator === 'isNotSet') return null
  if (operator === 'inList' || operator === 'notInList')
    return (
      <ListField
        input={input}
        draft={draft}
        listId={condition.attribute === 'customer' ? condition.listId : undefined}
        errors={errors}
        onChoose={(listId) => edit({ listId })}
      />
    )
  if (attribute === 'permission')
    return (
      <span className="flex flex-wrap gap-x-4 gap-y-1 py-1.5">
        {pushPermissions.map((permission) => (
          <Checkbox
            key={permission}
            label={permissionLabels[permission]}
            checked={values.includes(permission)}
            onCheckedChange={(isIn) =>
              edit({ values: isIn ? [...values, permission] : values.filter((one) => one !== permission) })
            }
          />
        ))}
      </span>
    )
  const isVersion = attribute === 'appVersion' || attribute === 'sdkVersion' || attribute === 'osVersion'
  if (isVersion || operator === 'moreThan' || operator === 'lessThan' || operator === 'matches')
    return (
      <TextField
        label="Value"
        isLabelHidden
        isMono
        placeholder={operator === 'range' ? '>=3.2 <4' : operator === 'matches' ? '^vip-\\d+$' : placeholder}
        value={values[0] ?? ''}
        errors={errors}
        onChange={(event) => edit({ values: [event.target.value] })}
      />
    )
  return (
    <ValuesField
      key={attribute}
      values={values}
      placeholder={placeholder}
      errors={errors}
      areCodes={attribute === 'country' || attribute === 'locale'}
      isUpperCase={attribute === 'country'}
      wordsOf={attribute === 'country' ? countryWords : undefined}
      onChange={(next) => edit({ values: next })}
    />
  )
}
