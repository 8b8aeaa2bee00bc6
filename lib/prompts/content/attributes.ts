export { pushPermissions } from '@/db/schema/values'

// No zod or tables here, because the editor in the browser needs these too.
export const versionAttributes = ['appVersion', 'sdkVersion', 'osVersion'] as const
export const versionOperators = ['atLeast', 'above', 'atMost', 'below', 'is', 'isNot', 'range'] as const
export const setOperators = ['in', 'notIn'] as const
export const textOperators = ['in', 'notIn', 'startsWith', 'endsWith', 'contains', 'matches'] as const
const listOperators = ['inList', 'notInList'] as const
/** Whether ignoring case makes a difference to the operator. */
export const hasCase = (operator: string) => [...textOperators, ...listOperators].some((one) => one === operator)
export const customOperators = [...textOperators, 'moreThan', 'lessThan', 'isSet', 'isNotSet'] as const
export const customerOperators = [...textOperators, ...listOperators] as const
