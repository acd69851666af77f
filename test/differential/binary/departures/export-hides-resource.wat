;; @spec Explainer.md#type-checking
;; native: ascribed type of export is not compatible
;; An export may be given the type `(sub resource)`: then nobody outside knows which resource it is. wasm-tools compares
;; the resource with the fresh one, and refuses every such export for now (its issue 2731).
(component
  (type $r (resource (rep i32)))
  (export "r" (type $r) (type (sub resource)))
)
