import { classNames } from './class-names'

/** Initials, hidden from screen readers because the name is beside them. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map(([initial = '']) => initial.toUpperCase())
    .join('')
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-neutral-4 font-semibold text-quiet text-xs',
        className,
      )}
    >
      {initials}
    </span>
  )
}
