'use client'

import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { type ToastWords, takeToasts } from './toast'

const toasts = Toast.createToastManager()

export function ToastCorner() {
  useEffect(() => takeToasts(show, (id) => toasts.close(id)), [])
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-[calc(1rem+var(--bottom-bar,0px))] z-70 flex w-[min(360px,calc(100vw-2rem))] flex-col gap-2">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function show({ id, kind, title, description, action, timeoutMs }: ToastWords) {
  toasts.add({
    id,
    title,
    description,
    type: kind,
    timeout: timeoutMs ?? (kind === 'failure' ? 10_000 : 5_000),
    priority: kind === 'failure' ? 'high' : 'low',
    actionProps: action && { children: action.label, onClick: action.onPress },
  })
}

const icons = {
  good: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-status-accepted" />,
  failure: <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-status-failed" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />,
}

/** Not a dialog, which is the library's default: a toast asks nothing, and a dialog may be open beside it. */
const asGroup = { role: 'group', 'aria-modal': undefined }

function ToastList() {
  const { toasts: shown } = Toast.useToastManager()
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      {...asGroup}
      className="rounded-surface border border-line-strong bg-raised shadow-float transition-[opacity,translate] data-starting-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 p-3">
        {icons[toast.type === 'good' || toast.type === 'failure' ? toast.type : 'info']}
        <span className="flex min-w-0 flex-1 flex-col">
          <Toast.Title render={<p />} className="font-medium" />
          <Toast.Description className="text-quiet" />
        </span>
        <Toast.Action className={buttonStyles({ size: 'small' })} />
        <Toast.Close
          // Tab reaches it at any time, although the library hides it until then.
          aria-hidden={false}
          aria-label="Dismiss"
          className={buttonStyles({ variant: 'ghost', size: 'small', isSquare: true })}
        >
          <X aria-hidden className="size-3.5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
