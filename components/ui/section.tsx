import { type ReactNode, useId } from 'react'

type Props = { title: ReactNode; description?: ReactNode; actions?: ReactNode; children: ReactNode }

/** A section with a heading and a rule. */
export function Section({ title, description, actions, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <SectionHeading id={id} title={title} description={description} actions={actions} />
      {children}
    </section>
  )
}

export function SectionHeading({ id, title, description, actions }: Omit<Props, 'children'> & { id?: string }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b pb-2">
      <div className="flex min-w-0 flex-col gap-0.5">
        <h2 id={id} className="font-semibold text-md">
          {title}
        </h2>
        {description && <p className="max-w-prose text-quiet">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
