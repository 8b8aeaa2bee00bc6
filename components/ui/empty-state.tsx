import type { ReactNode } from 'react'

type Props = { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }

/** Says what will appear here, and the next step. */
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-surface border border-line-strong border-dashed px-6 py-12 text-center">
      {icon && <span className="text-faint [&_svg]:size-6">{icon}</span>}
      <p className="font-semibold text-md">{title}</p>
      {children && <div className="max-w-prose text-balance text-md text-quiet">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
