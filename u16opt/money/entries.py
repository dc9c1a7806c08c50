"""The settlement as a proposal holds it.

The same function fills a new proposal and judges an old one, so the two cannot speak of different things.
"""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Model, Recomputed
from u16opt.money.objective_model import budgets_of
from u16opt.money.settlement import settle
from u16opt.money.transfers import transfers
from u16opt.proposal import SettlementEntry, TransferEntry

Settled = tuple[tuple[SettlementEntry, ...], tuple[TransferEntry, ...]]


def settled(instance: Instance, model: Model, recomputed: Recomputed) -> Settled:
    """Return the balances of an answer and the payments that meet them; nothing where nothing is spent.

    Parameters
    ----------
    instance
        The instance, for its budgets.
    model
        The model, for the budgets that are its own.
    recomputed
        What its checker found.
    """
    if not recomputed.spend:
        return (), ()
    balances = settle(recomputed.spend, budgets_of(instance, model.name))
    entries = tuple(
        SettlementEntry(
            municipality=each.municipality,
            period=each.period,
            spend=float(each.spend),
            share=float(each.share),
            balance=each.euro,
        )
        for each in balances
    )
    payments = (
        TransferEntry(period=each.period, payer=each.payer, receiver=each.receiver, euro=each.euro)
        for each in transfers(balances)
    )
    return entries, tuple(payments)
