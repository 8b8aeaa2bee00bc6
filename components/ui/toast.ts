'use client'

import { Toast } from '@base-ui/react/toast'

export const toasts = Toast.createToastManager()

type Options = { description?: string; action?: { label: string; onPress: () => void }; timeoutMs?: number }

function show(type: 'good' | 'failure' | 'info', title: string, { description, action, timeoutMs }: Options = {}) {
  toasts.add({
    title,
    description,
    type,
    timeout: timeoutMs ?? (type === 'failure' ? 10_000 : 5_000),
    priority: type === 'failure' ? 'high' : 'low',
    actionProps: action && { children: action.label, onClick: action.onPress },
  })
}

/** Says what happened, in a live region, at the corner of the screen. */
export const toast = {
  good: (title: string, options?: Options) => show('good', title, options),
  failure: (title: string, options?: Options) => show('failure', title, options),
  info: (title: string, options?: Options) => show('info', title, options),
}
