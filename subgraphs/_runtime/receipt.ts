/** What a platform confirms of a delivery, one after the other (the three layers of receipts between platforms). */
export type ReceiptLayer = 'TRANSPORT' | 'VALIDATION' | 'LOAD';

/** One layer of the receipt of a delivery. */
export interface Receipt {
  readonly layer: ReceiptLayer;
  /** When it was given; null while it is not. */
  readonly issuedAt: string | null;
  /** What has come through this layer. */
  readonly passed: number;
  /** What has come to it and no further. */
  readonly stopped: number;
}

/** What became of what was delivered. */
export interface DeliveryCounts {
  /** Came whole. */
  readonly received: number;
  /** Keeps to the rules. */
  readonly valid: number;
  /** Is in use. */
  readonly loaded: number;
}

/** The receipts of a delivery; whoever has not finished with it has given none. */
export function receiptsOf({ received, valid, loaded }: DeliveryCounts, issuedAt: string | null): readonly Receipt[] {
  return [
    { layer: 'TRANSPORT', issuedAt, passed: received, stopped: 0 },
    { layer: 'VALIDATION', issuedAt, passed: valid, stopped: received - valid },
    { layer: 'LOAD', issuedAt, passed: loaded, stopped: valid - loaded },
  ];
}
