"""Every webhook Meta may bring, one sample of each shape that pywa has a type for."""

from __future__ import annotations

from typing import Any

ACCOUNT, NUMBER, GUEST, BSUID = "102290129340398", "106540352242922", "34600111222", "ES.13491208655302741918"
ID, ORIGINAL = "wamid.NEW", "wamid.ORIGINAL"
CONTACT = {"profile": {"name": "Ana", "username": "ana"}, "wa_id": GUEST, "user_id": BSUID}
HIDDEN = {"profile": {"name": "Ana", "username": "ana"}, "user_id": BSUID}
UNKNOWN = "Message type unknown"
ERROR = {"code": 131051, "title": UNKNOWN, "message": UNKNOWN, "error_data": {"details": "Not supported"}}
FILE = {"id": "77", "mime_type": "image/jpeg", "sha256": "abc=", "url": "https://lookaside.fbsbx.com/77"}
SESSION = {"sdp_type": "offer", "sdp": "v=0"}


def hook(field: str, value: dict[str, Any], **entry: Any) -> dict[str, Any]:
    changes = [{"field": field, "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": changes, **entry}]}


def value(**content: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": NUMBER}
    return {"messaging_product": "whatsapp", "metadata": metadata, "contacts": [CONTACT], **content}


def message(type_: str, **content: Any) -> dict[str, Any]:
    sender = {"from": GUEST, "from_user_id": BSUID}
    return hook("messages", value(messages=[{**sender, "id": ID, "timestamp": "1749416383", "type": type_, **content}]))


def interactive(type_: str, reply: dict[str, Any]) -> dict[str, Any]:
    return message("interactive", interactive={"type": type_, type_: reply}, context={"from": "1", "id": ORIGINAL})


def system(type_: str, **content: Any) -> dict[str, Any]:
    return message("system", system={"type": type_, "body": "User A changed", **content})


def status(name: str, **content: Any) -> dict[str, Any]:
    about = {"id": ID, "status": name, "timestamp": "1749416390", "recipient_id": GUEST, "recipient_user_id": BSUID}
    return hook("messages", value(statuses=[{**about, "biz_opaque_callback_data": "message:42", **content}]))


def call(event: str, **content: Any) -> dict[str, Any]:
    about = {"id": "wacid.1", "from": GUEST, "to": "15550783881", "timestamp": "1749416383", "event": event}
    return hook("calls", value(calls=[{**about, "direction": "USER_INITIATED", **content}]))


def echo(type_: str, **content: Any) -> dict[str, Any]:
    about = {"from": "15550783881", "to": GUEST, "id": ID, "timestamp": "1749416383", "type": type_}
    return hook("smb_message_echoes", value(message_echoes=[{**about, **content}]))


def template(field: str, **content: Any) -> dict[str, Any]:
    about = {"message_template_id": 1, "message_template_name": "stay_soon", "message_template_language": "es"}
    return hook(field, {**about, **content}, time=1749416383)


def edit(**new: Any) -> dict[str, Any]:
    return message("edit", edit={"original_message_id": ORIGINAL, "message": {"context": {"id": "M0"}, **new}})


TEXT = {"type": "text", "text": {"body": "del 21 al 23"}}

# A guest did something: it must be stored.
SAID = {
    "text": message("text", text={"body": "Hola"}),
    "text in answer": message("text", text={"body": "Hola"}, context={"from": "1", "id": ORIGINAL}),
    "text forwarded": message("text", text={"body": "Hola"}, context={"forwarded": True, "frequently_forwarded": True}),
    "text from an ad": message("text", text={"body": "Hola"}, referral={"source_type": "ad", "source_id": "1"}),
    "text about a product": message(
        "text",
        text={"body": "¿?"},
        context={"id": ORIGINAL, "referred_product": {"catalog_id": "1", "product_retailer_id": "2"}},
    ),
    "text in a group": message("text", text={"body": "Hola"}, group_id="group.1"),
    "image": message("image", image={**FILE, "caption": "El baño"}),
    "image that Meta lost": message("image", image=FILE, errors=[{**ERROR, "code": 131052}]),
    "video": message("video", video={**FILE, "mime_type": "video/mp4"}),
    "document": message("document", document={**FILE, "filename": "dni.pdf", "mime_type": "application/pdf"}),
    "audio": message("audio", audio={**FILE, "voice": True, "mime_type": "audio/ogg; codecs=opus"}),
    "sticker": message("sticker", sticker={**FILE, "animated": True, "mime_type": "image/webp"}),
    "location": message("location", location={"latitude": 41.4, "longitude": 2.2}),
    "location chosen": message("location", location={"latitude": 41.4, "longitude": 2.2, "name": "Sants", "url": "u"}),
    "contacts": message("contacts", contacts=[{"name": {"formatted_name": "Ana"}, "phones": [{"wa_id": GUEST}]}]),
    "contacts asked for": message("contacts", contacts=[{"origin": "contact_request", "phones": [{"wa_id": GUEST}]}]),
    "order": message(
        "order",
        order={
            "catalog_id": "1",
            "text": "Dos, por favor",
            "product_items": [{"product_retailer_id": "x", "quantity": 2, "item_price": 10.0, "currency": "EUR"}],
        },
    ),
    "unknown": message("unknown", errors=[ERROR]),
    "unsupported": message("unsupported", errors=[ERROR], unsupported={"type": "poll"}),
    "unsupported, of old": message("unsupported", errors=[ERROR]),
    "request_welcome": message("request_welcome"),
    "button": message("button", button={"payload": "confirm", "text": "Sí"}, context={"from": "1", "id": ORIGINAL}),
    "button_reply": interactive("button_reply", {"id": "confirm", "title": "Sí"}),
    "list_reply": interactive("list_reply", {"id": "choose:1", "title": "Doble", "description": "2 camas"}),
    "nfm_reply": interactive("nfm_reply", {"name": "flow", "body": "Sent", "response_json": '{"flow_token": "1"}'}),
    "call_permission_reply": interactive(
        "call_permission_reply", {"response": "accept", "response_source": "user_action", "expiration_timestamp": "1"}
    ),
}

CHANGED = {
    "edit": edit(**TEXT),
    "edit of a caption": edit(type="image", image={**FILE, "caption": "del 21 al 23"}),
    "revoke": message("revoke", revoke={"original_message_id": ORIGINAL}),
}

# Nothing to answer: a thumb under our message, a changed number.
NOT_SAID = {
    "reaction": message("reaction", reaction={"message_id": ORIGINAL, "emoji": "👍"}),
    "reaction taken back": message("reaction", reaction={"message_id": ORIGINAL, "emoji": ""}),
    "user_changed_number": system("user_changed_number", wa_id="34600999888", user_id=BSUID),
    "customer_changed_number": system("customer_changed_number", new_wa_id="34600999888"),
    "user_changed_user_id": system("user_changed_user_id", user_id="MX.2", previous_user_id=BSUID),
    "customer_identity_changed": hook(
        "messages",
        value(
            messages=[
                {
                    **{"from": GUEST, "id": ID, "timestamp": "1749416383", "type": "system"},
                    "system": {"type": "customer_identity_changed", "body": "changed"},
                    "identity": {"acknowledged": True, "created_timestamp": "1749416383", "hash": "x"},
                }
            ]
        ),
    ),
}

PRICING = {"billable": True, "pricing_model": "PMP", "category": "service", "type": "regular"}
CONVERSATION = {"id": "1", "expiration_timestamp": "1749500000", "origin": {"type": "service"}}
STATUSES = {
    "sent": status("sent", pricing=PRICING, conversation=CONVERSATION),
    "delivered": status("delivered", pricing=PRICING),
    "read": status("read"),
    "played": status("played"),
    "failed": status("failed", errors=[{**ERROR, "code": 131047, "message": "Re-engagement message"}]),
}

# About something else: understood or not, nothing of it is a guest's message or a receipt.
OTHERS = {
    "status in a group": status(
        "read", recipient_type="group", recipient_id="group.1", recipient_participant_user_id=BSUID
    ),
    "call": call("connect", session=SESSION),
    "call ended": call("terminate", status="COMPLETED", start_time="1", end_time="9", duration=8),
    "call status": hook(
        "calls", value(statuses=[{"id": "wacid.1", "type": "call", "status": "RINGING", "timestamp": "1"}])
    ),
    "marketing": hook(
        "user_preferences",
        value(
            user_preferences=[
                {
                    **{"wa_id": GUEST, "detail": "User asked to stop", "timestamp": "1749416383"},
                    **{"category": "marketing_messages", "value": "stop"},
                }
            ]
        ),
    ),
    "echo": echo("text", text={"body": "Desde el mostrador"}),
    "echo edited": echo("edit", edit={"original_message_id": ORIGINAL, "message": TEXT}),
    "echo taken back": echo("revoke", revoke={"original_message_id": ORIGINAL}),
    "template status": template("message_template_status_update", event="REJECTED", reason="INCORRECT_CATEGORY"),
    "template category": template("template_category_update", new_category="MARKETING", previous_category="UTILITY"),
    "template quality": template(
        "message_template_quality_update", new_quality_score="RED", previous_quality_score="GREEN"
    ),
    "template words": template("message_template_components_update", message_template_element="Hola {{1}}"),
    "account": hook("account_update", {"event": "PARTNER_REMOVED"}, time=1749416383),
}

MESSAGES = {**SAID, **CHANGED, **NOT_SAID}
ALL = {**MESSAGES, **STATUSES, **OTHERS}
