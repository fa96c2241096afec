/** Keelson's mark. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6.5" fill="var(--mark)" />
      <path
        d="M12 5.5v13M6.5 7.5V11a5.5 5.5 0 0 0 11 0V7.5"
        stroke="var(--on-mark)"
        strokeWidth="1.9"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
