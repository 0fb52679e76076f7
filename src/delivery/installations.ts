import type { Records } from '../ports.ts';

export interface Installation {
  tenantId: string;
  conversationId: string;
  scope: 'personal' | 'groupChat' | 'channel';
}

/** Where the bot is installed. `create` answers false when the row is there already: an install is welcomed once. */
export interface Installations {
  create(kommune: string, installation: Installation): Promise<boolean>;
  list(kommune: string): Promise<Installation[]>;
  delete(kommune: string, conversation: Pick<Installation, 'tenantId' | 'conversationId'>): Promise<void>;
}

export function createInstallations(records: Records): Installations {
  const keyOf = ({ tenantId, conversationId }: Pick<Installation, 'tenantId' | 'conversationId'>) => [
    tenantId,
    conversationId,
  ];
  return {
    create: (kommune, installation) =>
      records.write(kommune, [{ do: 'create', key: keyOf(installation), value: installation }]),
    async list(kommune) {
      return (await records.list<Installation>(kommune, [])).map((i) => i.value);
    },
    async delete(kommune, conversation) {
      await records.write(kommune, [{ do: 'delete', key: keyOf(conversation) }]);
    },
  };
}
