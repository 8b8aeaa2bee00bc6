export { pushPermissions } from '@/db/schema/values'

// Without zod and the tables, because the editor in the browser needs them too.
export const versionAttributes = ['appVersion', 'sdkVersion', 'osVersion'] as const
export const versionOperators = ['atLeast', 'above', 'atMost', 'below', 'is', 'isNot', 'range'] as const
export const setOperators = ['in', 'notIn'] as const
export const textOperators = ['in', 'notIn', 'startsWith', 'endsWith', 'contains', 'matches'] as const
const listOperators = ['inList', 'notInList'] as const
/** Of which “ignore case” makes a difference. */
export const hasCase = (operator: string) => [...textOperators, ...listOperators].some((one) => one === operator)
export const customOperators = [...textOperators, 'moreThan', 'lessThan', 'isSet', 'isNotSet'] as const
export const customerOperators = [...textOperators, ...listOperators] as const
