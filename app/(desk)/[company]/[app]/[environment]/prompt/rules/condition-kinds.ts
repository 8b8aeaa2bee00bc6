import { Apple, Flag, Languages, type LucideIcon, Package, ShieldQuestion, Tag, Users, Wrench } from 'lucide-react'
import { customerOperators, customOperators, setOperators, versionOperators } from '@/lib/prompts/content/attributes'
import type { Condition } from '@/lib/prompts/content/conditions'

type Kind = {
  attribute: Condition['attribute']
  label: string
  icon: LucideIcon
  operators: readonly string[]
  placeholder: string
  make: () => Condition
}

/** The attributes a rule can test, each with its operators. */
export const conditionKinds: Kind[] = [
  {
    attribute: 'appVersion',
    label: 'App version',
    icon: Package,
    operators: versionOperators,
    placeholder: '4.2.0',
    make: () => ({ attribute: 'appVersion', operator: 'atLeast', values: [''] }),
  },
  {
    attribute: 'sdkVersion',
    label: 'SDK version',
    icon: Wrench,
    operators: versionOperators,
    placeholder: '3.2.0',
    make: () => ({ attribute: 'sdkVersion', operator: 'atLeast', values: [''] }),
  },
  {
    attribute: 'osVersion',
    label: 'iOS version',
    icon: Apple,
    operators: versionOperators,
    placeholder: '17.4',
    make: () => ({ attribute: 'osVersion', operator: 'atLeast', values: [''] }),
  },
  {
    attribute: 'locale',
    label: 'Language',
    icon: Languages,
    operators: setOperators,
    placeholder: 'de, pt-BR',
    make: () => ({ attribute: 'locale', operator: 'in', values: [] }),
  },
  {
    attribute: 'country',
    label: 'Country',
    icon: Flag,
    operators: setOperators,
    placeholder: 'DE, AT',
    make: () => ({ attribute: 'country', operator: 'in', values: [] }),
  },
  {
    attribute: 'permission',
    label: 'Permission',
    icon: ShieldQuestion,
    operators: setOperators,
    placeholder: '',
    make: () => ({ attribute: 'permission', operator: 'in', values: ['notDetermined'] }),
  },
  {
    attribute: 'customer',
    label: 'Customer',
    icon: Users,
    operators: customerOperators,
    placeholder: 'customer-4711',
    make: () => ({ attribute: 'customer', operator: 'in', values: [] }),
  },
  {
    attribute: 'custom',
    label: 'Custom attribute',
    icon: Tag,
    operators: customOperators,
    placeholder: 'premium',
    make: () => ({ attribute: 'custom', name: '', operator: 'in', values: [] }),
  },
]

export const kindOf = (attribute: Condition['attribute']) =>
  conditionKinds.find((kind) => kind.attribute === attribute) as Kind // every attribute has one
