"""The filters, a folder for each stage; `copydesk.chain` finds them."""
