;; @spec Explainer.md#external-visibility-of-types
;; native: type not valid to be used as import
;; An import may not refer to a type by the name that an export gave it. Here the import refers to the definition, which
;; has no name; wasm-tools takes the two for one where they are of functions, instances or components.
(component
  (type $f (func))
  (export "f" (type $f))
  (import "g" (type (eq $f)))
)
