import { worldId } from '../../wit-parser/index.js';
import { moduleFile, type OutputFile } from '../writer/index.js';
import { bannerOf, interfaceFile } from './interface.js';
import { resourceFunctions, spaceOf, type Target } from './target.js';
import { writeTypes } from './types.js';
import { writeExportsObject, writeImportsObject } from './world-objects.js';

/**
 * The files for JavaScript that instantiates a component of the world: it implements the imports, and is given the
 * exports. All are modules of types; none exists at run time.
 */
export function hostFiles(target: Target): readonly OutputFile[] {
  return [worldFile(target), ...[...target.interfaces.values()].map((plan) => interfaceFile(target, plan))];
}

function worldFile(target: Target): OutputFile {
  const { units, world, worldPlan } = target;
  const { declaring } = worldPlan;
  return moduleFile(
    { stem: units.stem, banner: bannerOf(`World ${worldId(world)}, for its host`) },
    {
      scope: declaring.names.scope,
      write(writer) {
        const space = spaceOf(target, writer, declaring, 'import');
        writeImportsObject(target, space);
        writer.blank();
        writeExportsObject(target, space);
        writeTypes(space, declaring, worldPlan.types, resourceFunctions(worldPlan.importedFuncs));
      },
    },
  );
}
