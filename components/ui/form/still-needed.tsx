/** Says what a disabled button is waiting for. The button refers to it in `aria-describedby`. */
export function StillNeeded({ id, needs }: { id: string; needs: readonly string[] }) {
  return (
    <p
      id={id}
      aria-live="polite"
      className="min-w-0 basis-full self-center break-words text-quiet text-sm empty:hidden sm:mr-auto sm:basis-48"
    >
      {needs.length > 0 && `Still needed: ${needs.join(', and ')}.`}
    </p>
  )
}
