"""From what MkDocs wrote to what a server, a device without a network and a file share can use.

Every step is a function from a folder's files to a folder's files; only `tree` and `staging` touch the disk.
"""
