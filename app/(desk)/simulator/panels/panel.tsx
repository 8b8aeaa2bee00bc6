import { type ReactNode, useId } from 'react'

/** A titled group of controls beside the phone. */
export function Panel({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <div className="flex min-h-8 items-center justify-between gap-2 border-b">
        <h2 id={id} className="font-semibold text-md">
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
