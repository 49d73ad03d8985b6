/** The product's name with its hinge: a window that is shut until someone has a reason to open it. */
export function ProductName() {
  return (
    <span className="product-name">
      <svg width="18" height="22" viewBox="0 0 18 22" aria-hidden="true" className="product-name__sign">
        <rect x="1" y="1" width="16" height="20" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M1 1l9 3.5v13L1 21z" fill="currentColor" />
      </svg>
      Casement
    </span>
  )
}
