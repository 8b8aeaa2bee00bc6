import type { ReactNode } from 'react'

type Props = { title: ReactNode; description?: ReactNode; badges?: ReactNode; actions?: ReactNode }

export function PageHeader({ title, description, badges, actions }: Props) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="wrap-anywhere min-w-0 font-semibold text-xl tracking-tight">{title}</h1>
          {badges}
        </div>
        {description && <div className="max-w-prose text-pretty text-md text-quiet">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
