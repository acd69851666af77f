// A module of its own, so that the bundler puts the renderers into a chunk that only runs with findings load.
export { renderJson, renderText } from '../base/index.js';
